package org.claimaudit.recovery;

import org.jspecify.annotations.Nullable;

/**
 * One movement of money. Postings are only ever added.
 *
 * @param findingId null for a fine or damages that lie with the institution alone
 * @param institution {@code fixmedins_code}, empty when what is claimed does not lie with one
 * @param fen always above nothing
 */
public record Posting(PostingKind kind, @Nullable String findingId, String institution, long fen, Voucher voucher) {}

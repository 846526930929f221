package org.claimaudit.config;

import org.jspecify.annotations.Nullable;

/**
 * One setting's effective value.
 *
 * @param name as in a configuration file; {@code set.<rule>.<param>} for a rule's parameter
 * @param value of the type that the key's {@link Type} says; null when nothing is set and there is no default
 * @param text the value as it is written in a configuration file; empty when nothing is set
 * @param origin where the value came from
 */
public record Setting(String name, @Nullable Object value, String text, Origin origin) {}

package org.claimaudit.config;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this machine has. */
final class Machine {
    private static final long MEGABYTE = 1_000_000;

    private Machine() {}

    /** Half of the memory that this machine or container has, as DuckDB takes it. */
    static String memory() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.max(512, system.getTotalMemorySize() / 2 / MEGABYTE) + "MB";
    }
}

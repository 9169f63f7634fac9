package io.doorstep.chat.client;

/**
 * That an address is a proxy which is not configured.
 *
 * @param address in the form that {@code doorstep.trusted-proxies} takes
 * @param fromAddress attempts that came from it
 * @param attempts from everywhere, in the same window
 * @param carriesHeader whether nearly all from it carry a forwarding header
 * @param atMs when it was found, milliseconds since the epoch
 */
public record Suspicion(String address, int fromAddress, int attempts, boolean carriesHeader, long atMs) {

    /** What operators are told: what is wrong, and what to set. */
    public String sentence() {
        String setting = "doorstep.trusted-proxies=" + address;
        return "Nearly all connection attempts (%d of %d) come from %s and share one client's limits: %s".formatted(
                fromAddress, attempts, address,
                carriesHeader
                        ? "it is a proxy that is not configured, set " + setting
                        : "if it is a proxy, let it write the header of doorstep.forwarded-header and set " + setting);
    }
}

/**
 * The page in a real browser: what a visitor reads, and how {@code doorstep-client.js} behaves. Skipped, with the reason,
 * where there is no Chromium.
 */
@NullMarked
package io.doorstep.browser;

import org.jspecify.annotations.NullMarked;

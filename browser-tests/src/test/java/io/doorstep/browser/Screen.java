package io.doorstep.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ReducedMotion;

/** A width and height that visitors come with; nothing moves, so that pictures are whole. */
enum Screen {
    DESKTOP(1200, 800),
    PHONE(375, 700);

    private final int width;
    private final int height;

    Screen(int width, int height) {
        this.width = width;
        this.height = height;
    }

    Browser.NewContextOptions context() {
        return new Browser.NewContextOptions().setViewportSize(width, height).setLocale("en-GB").setTimezoneId("UTC")
                .setReducedMotion(ReducedMotion.REDUCE);
    }
}

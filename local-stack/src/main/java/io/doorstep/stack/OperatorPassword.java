package io.doorstep.stack;

/**
 * What the user {@code operator} signs in with.
 *
 * @param chosen true where it was configured, and so is not shown
 */
record OperatorPassword(String text, boolean chosen) {

    static OperatorPassword from(String configured) {
        return configured.isBlank()
                ? new OperatorPassword(RandomText.ofBytes(12), false)
                : new OperatorPassword(configured, true);
    }

    @Override
    public String toString() {
        return chosen ? "the password you chose" : text;
    }
}

package io.doorstep.support.settings;

/** A setting with which a service must not start. Its message is one sentence that says what to write instead. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SettingsException(String sentence) {
        super(sentence);
    }
}

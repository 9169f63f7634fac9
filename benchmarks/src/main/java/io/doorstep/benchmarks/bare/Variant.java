package io.doorstep.benchmarks.bare;

/** A server, and how it is set up. */
public enum Variant {
    /** Boot's default, as it comes. */
    TOMCAT("Tomcat, stock"),
    /** Tomcat with small buffers and without compression. */
    TOMCAT_TUNED("Tomcat, tuned"),
    /** Boot's other server, as it comes. */
    JETTY("Jetty, stock");

    private final String words;

    Variant(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    Class<?> configuration() {
        return switch (this) {
            case TOMCAT -> TomcatConfiguration.class;
            case TOMCAT_TUNED -> TunedTomcatConfiguration.class;
            case JETTY -> JettyConfiguration.class;
        };
    }
}

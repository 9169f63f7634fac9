package io.doorstep.support.web;

import java.util.function.IntConsumer;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/** Has Tomcat answer with {@link Problem}s in place of its own error pages. */
public final class TomcatProblems implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {
    private final IntConsumer unexplained;

    /** @param unexplained is told the status of each request that Tomcat refuses by itself */
    public TomcatProblems(IntConsumer unexplained) {
        this.unexplained = unexplained;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addContextCustomizers(this::addTo);
    }

    /** A host adds a valve of the class that it is told, unless it has one. */
    private void addTo(Context context) {
        if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(ProblemReportValve.class.getName());
            host.getPipeline().addValve(new ProblemReportValve(unexplained));
        }
    }

    /** After Boot's own, whose valve would answer first otherwise. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}

package io.doorstep.chat.connector;

import java.util.Objects;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.http.parser.HttpParser;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 as Tomcat has it, for a door that explains what it refuses. Public because Tomcat makes it. */
public final class DoorProtocol extends Http11NioProtocol {
    private final DoorEndpoint endpoint;
    private @Nullable ConnectionKeeper keeper;
    private @Nullable RequestFaults faults;

    public DoorProtocol() {
        this(new DoorEndpoint());
    }

    private DoorProtocol(DoorEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** To be called before the start. */
    void use(ConnectionKeeper watching, RequestFaults counting) {
        keeper = watching;
        faults = counting;
        endpoint.use(watching);
    }

    @Override
    public HttpParser getHttpParser() {
        return AnyTarget.INSTANCE;
    }

    @Override
    protected Processor createProcessor() {
        return DoorProcessor.of(this, getAdapter(), Objects.requireNonNull(keeper), Objects.requireNonNull(faults));
    }
}

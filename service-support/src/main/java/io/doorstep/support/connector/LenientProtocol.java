package io.doorstep.support.connector;

import io.doorstep.support.connections.ConnectionKeeper;
import java.util.Objects;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.http.parser.HttpParser;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 as Tomcat has it, with bounds, and with words for what it refuses. Public because Tomcat makes it. */
public final class LenientProtocol extends Http11NioProtocol {
    private final BoundedEndpoint endpoint;
    private @Nullable ConnectionKeeper keeper;
    private @Nullable RequestFaults faults;
    private RequestLeniency leniency = RequestLeniency.NONE;

    public LenientProtocol() {
        this(new BoundedEndpoint());
    }

    private LenientProtocol(BoundedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** To be called before the start. */
    void use(ConnectionKeeper watching, RequestFaults counting, RequestLeniency lenient) {
        keeper = watching;
        faults = counting;
        leniency = lenient;
        endpoint.use(watching);
    }

    @Override
    public HttpParser getHttpParser() {
        return AnyTarget.INSTANCE;
    }

    @Override
    protected Processor createProcessor() {
        return LenientProcessor.of(this, getAdapter(), Objects.requireNonNull(keeper), Objects.requireNonNull(faults),
                leniency);
    }
}

package io.doorstep.support.connector;

import io.doorstep.support.web.Problem;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * The way from Tomcat's connector to its container, for one processor. Notes that a head has come, and names what is
 * wrong with it, unless that is the service's to say.
 */
final class LenientAdapter implements Adapter {
    private final Adapter container;
    private final RequestFaults faults;
    private final RequestLeniency leniency;
    private Listener listener = Listener.NOOP;

    /** Follows the requests of one processor. */
    public interface Listener {
        Listener NOOP = new Listener() {};

        /** @param withBody whether a body follows */
        default void onHead(boolean withBody) {}

        /** Whether the head of the present request could not be read to its end. */
        default boolean failedInHead() {
            return false;
        }
    }

    LenientAdapter(Adapter container, RequestFaults faults, RequestLeniency leniency) {
        this.container = container;
        this.faults = faults;
        this.leniency = leniency;
    }

    void listen(Listener following) {
        listener = following;
    }

    @Override
    public void service(Request request, Response response) throws Exception {
        listener.onHead(!response.isError() && hasBody(request));
        if (response.isError()) {
            refuse(request, response, FaultFinder.of(request, response, listener.failedInHead()));
        } else if (!leniency.takesPath(request) && !PathRules.isWellFormed(request.requestURI().getByteChunk())) {
            refuse(request, response, HttpFault.PATH);
        }
        container.service(request, response);
    }

    private static boolean hasBody(Request request) {
        return request.getContentLengthLong() > 0 || request.getMimeHeaders().getValue("transfer-encoding") != null;
    }

    private void refuse(Request request, Response response, RequestFault fault) {
        Problem problem = fault.problem();
        request.action(ActionCode.REQ_HOST_ADDR_ATTRIBUTE, null);
        faults.count(fault, request.remoteAddr().toString());
        request.setAttribute(Problem.ATTRIBUTE, problem);
        response.setStatus(problem.status());
        response.setError();
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
        return container.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent status) throws Exception {
        return container.asyncDispatch(request, response, status);
    }

    @Override
    public void log(Request request, Response response, long time) {
        container.log(request, response, time);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
        container.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
        return container.getDomain();
    }
}

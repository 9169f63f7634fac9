package io.doorstep.chat.connector;

import io.doorstep.support.connector.RequestFault;
import io.doorstep.support.web.Problem;

/** What can be wrong with a request to the address of a socket, as an opening handshake of RFC 6455. */
public enum UpgradeFault implements RequestFault {
    METHOD(405, "A WebSocket is opened with GET"),
    NO_UPGRADE(426,
            "This is the address of a WebSocket, which a browser's page or a program opens; there is nothing to "
                    + "read here"),
    CONNECTION_DROPPED(400, "This asks for a WebSocket without saying `Connection: Upgrade`: a proxy in front seems to "
            + "drop `Connection: Upgrade`. " + ProxyAdvice.SENTENCE),
    UPGRADE_DROPPED(426,
            "This asks for a WebSocket without saying `Upgrade: websocket`: a proxy in front seems to drop "
                    + "`Upgrade: websocket`. " + ProxyAdvice.SENTENCE),
    VERSION(426, "Only version 13 of the WebSocket protocol is spoken here: Sec-WebSocket-Version must be 13"),
    KEY(400, "Sec-WebSocket-Key is missing or is not 16 bytes in base64 (24 characters): a client makes a new one for each "
            + "connection, and a proxy must pass it on");

    private final int status;
    private final String detail;

    UpgradeFault(int status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    @Override
    public Problem problem() {
        return new Problem(status, detail);
    }
}

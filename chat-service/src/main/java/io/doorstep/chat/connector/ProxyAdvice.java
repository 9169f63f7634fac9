package io.doorstep.chat.connector;

/** How proxies are told to pass upgrades on. */
final class ProxyAdvice {
    static final String SENTENCE = "nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; "
            + "proxy_set_header Connection \"upgrade\"; Apache 2.4.47 or later: ProxyPass with upgrade=websocket; HAProxy passes "
            + "them on by itself unless a rule deletes the header";

    private ProxyAdvice() {}
}

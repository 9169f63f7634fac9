package io.doorstep.chat.client;

import java.util.Map;

/** What agents are called by visitors and colleagues, by the names they sign in with. */
public record AgentNames(Map<String, String> byLogin) {

    /** The name to sign in with, where an agent has no other. */
    public String of(String login) {
        return byLogin.getOrDefault(login, login);
    }
}

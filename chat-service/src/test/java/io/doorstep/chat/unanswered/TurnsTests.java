package io.doorstep.chat.unanswered;

import static org.assertj.core.api.Assertions.assertThat;

import io.doorstep.chat.conversation.ConversationKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TurnsTests {
    private static final Set<String> INSTANCES = Set.of("chat-00000001", "chat-00000002", "chat-00000003");

    private static Set<String> without(Set<String> all, String one) {
        Set<String> others = new HashSet<>(all);
        others.remove(one);
        return others;
    }

    private static String speakerOf(ConversationKey key, Set<String> instances) {
        return instances.stream().filter(instance -> Turns.isOf(instance, without(instances, instance), key))
                .reduce((_, _) -> {
                    throw new AssertionError("two speak of " + key);
                }).orElseThrow();
    }

    @Test
    void oneInstance_speaksOfEachConversation_eachOfAboutAsMany() {
        Map<String, Integer> spoken = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            spoken.merge(speakerOf(new ConversationKey("11", "s-" + i), INSTANCES), 1, Integer::sum);
        }
        assertThat(spoken).hasSize(3).allSatisfy((_, conversations) -> assertThat(conversations).isBetween(800, 1200));
    }

    @Test
    void whenAnInstanceGoes_theOthersKeepTheirConversations() {
        Set<String> left = without(INSTANCES, "chat-00000002");
        for (int i = 0; i < 1000; i++) {
            ConversationKey key = new ConversationKey("11", "s-" + i);
            String before = speakerOf(key, INSTANCES);
            if (!before.equals("chat-00000002")) {
                assertThat(speakerOf(key, left)).isEqualTo(before);
            }
        }
    }

    @Test
    void whoIsAlone_speaksOfAll() {
        assertThat(Turns.isOf("chat-00000001", Set.of(), new ConversationKey("11", "s"))).isTrue();
    }
}

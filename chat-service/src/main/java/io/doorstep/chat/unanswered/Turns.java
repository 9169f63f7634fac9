package io.doorstep.chat.unanswered;

import io.doorstep.chat.conversation.ConversationKey;
import java.util.Set;

/**
 * Which of the instances speaks of a conversation: all of them come to the same answer as long as they know of each other, and
 * where one goes, its conversations alone are another's (rendezvous hashing).
 *
 * @see <a href="https://en.wikipedia.org/wiki/Rendezvous_hashing">Rendezvous hashing</a>
 */
final class Turns {
    private Turns() {}

    static boolean isOf(String instance, Set<String> others, ConversationKey key) {
        long own = weight(instance, key);
        for (String other : others) {
            long weight = weight(other, key);
            if (weight > own || (weight == own && other.compareTo(instance) < 0)) {
                return false;
            }
        }
        return true;
    }

    /** Text's own hashes of names that differ in one place lie close together: they are mixed. */
    private static long weight(String instance, ConversationKey key) {
        long mixed = 31L * instance.hashCode() + key.hashCode();
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}

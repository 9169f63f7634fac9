package io.doorstep.support.kafka;

import io.doorstep.events.Topic;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What came of creating topics.
 *
 * @param created that were missing
 * @param missing that could not be created, and why
 * @param complaint what is not as the contract has it, in one sentence
 */
record Ensured(Set<Topic> created, Map<Topic, String> missing, Optional<String> complaint) {}

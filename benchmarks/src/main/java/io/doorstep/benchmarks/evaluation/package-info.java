/**
 * The evaluation: days of attempts, or of messages, through the door's own limiter, the learner's own fold and a policy for the limit, on a
 * clock that the attempts move. No sockets and no Kafka, so that a policy is judged on any mix of traffic in seconds. What
 * becomes of people and of abuse is told apart by who sent the attempt, which no policy gets to see.
 */
@NullMarked
package io.doorstep.benchmarks.evaluation;

import org.jspecify.annotations.NullMarked;

/**
 * From what one client does to the sanction it gets: rules that count, and a ladder that remembers. Pure: time is an
 * argument, and who is told and what a door does with it is decided elsewhere. Public are the rules, their policy, what
 * is remembered of a client, and the draft of a sanction.
 */
@NullMarked
package io.doorstep.analytics.abuse;

import org.jspecify.annotations.NullMarked;

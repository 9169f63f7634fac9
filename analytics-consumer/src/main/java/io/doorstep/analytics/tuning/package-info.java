/**
 * From recent patterns and the effective limits to what should change. Pure: a number is computed here and enforced
 * elsewhere, and the same arguments give the same answer. Public are the words of that answer and the tuner itself.
 */
@NullMarked
package io.doorstep.analytics.tuning;

import org.jspecify.annotations.NullMarked;

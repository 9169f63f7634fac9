/** What the commands have in common on the command line, whatever each of them measures. */
@NullMarked
package io.doorstep.benchmarks.commands;

import org.jspecify.annotations.NullMarked;

/** What tests take from the machine they run on: folders, ports, and the connections that Linux knows of. */
@NullMarked
package io.doorstep.testing.machine;

import org.jspecify.annotations.NullMarked;

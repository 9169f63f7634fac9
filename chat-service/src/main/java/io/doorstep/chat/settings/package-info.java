/**
 * The settings of the chat service, and the rules that hold between them. Every configuration reads them; nothing that
 * decides does.
 */
@NullMarked
package io.doorstep.chat.settings;

import org.jspecify.annotations.NullMarked;

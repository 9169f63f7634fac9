/**
 * In which country clients are: by a database of addresses, or by what a trusted proxy says. Where neither knows, the
 * country is {@code ZZ}, and nobody is worse off.
 */
@NullMarked
package io.doorstep.chat.places;

import org.jspecify.annotations.NullMarked;

/**
 * Who may call what over HTTP: users, the sign-in of the desk, tokens of visitors, and the headers of pages. Other rooms
 * meet it in Spring Security's own types alone.
 */
@NullMarked
package io.doorstep.chat.security;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Who may do what: tokens, roles and the gatekeeper in front of every endpoint. */
@NullMarked
package dev.ballast.server.auth;

import org.jspecify.annotations.NullMarked;

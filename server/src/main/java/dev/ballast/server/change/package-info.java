// SPDX-License-Identifier: Apache-2.0
/** Changes from outside: own bodies, CDEvents, GitHub, Argo CD, feature flags. */
@NullMarked
package dev.ballast.server.change;

import org.jspecify.annotations.NullMarked;

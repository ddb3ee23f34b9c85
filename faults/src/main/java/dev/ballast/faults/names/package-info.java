// SPDX-License-Identifier: Apache-2.0
/** Names of hosts: wrong answers, late ones and none, by a responder before the real resolver. */
@NullMarked
package dev.ballast.faults.names;

import org.jspecify.annotations.NullMarked;

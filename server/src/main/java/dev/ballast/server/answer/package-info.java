// SPDX-License-Identifier: Apache-2.0
/** Answers about an incident from what the server knows: who is hurt, and what to do. */
@NullMarked
package dev.ballast.server.answer;

import org.jspecify.annotations.NullMarked;

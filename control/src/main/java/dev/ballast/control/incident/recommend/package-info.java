// SPDX-License-Identifier: Apache-2.0
/** What to do about a cause: a table with preconditions, exact commands, and why not the others. */
@NullMarked
package dev.ballast.control.incident.recommend;

import org.jspecify.annotations.NullMarked;

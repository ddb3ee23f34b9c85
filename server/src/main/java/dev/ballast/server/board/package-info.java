// SPDX-License-Identifier: Apache-2.0
/** What everybody is shown: one immutable picture per evaluation, for API and pages alike. */
@NullMarked
package dev.ballast.server.board;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What was changed on purpose, whoever says so: one record for all sources. */
@NullMarked
package dev.ballast.control.change;

import org.jspecify.annotations.NullMarked;

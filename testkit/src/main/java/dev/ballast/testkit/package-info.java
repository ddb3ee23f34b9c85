// SPDX-License-Identifier: Apache-2.0
/** Fixtures and helpers for tests. */
@NullMarked
package dev.ballast.testkit;

import org.jspecify.annotations.NullMarked;

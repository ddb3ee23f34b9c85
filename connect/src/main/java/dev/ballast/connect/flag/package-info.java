// SPDX-License-Identifier: Apache-2.0
/** Feature flags in files that flagd serves. */
@NullMarked
package dev.ballast.connect.flag;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.ballast.bench.watch;

import org.jspecify.annotations.NullMarked;

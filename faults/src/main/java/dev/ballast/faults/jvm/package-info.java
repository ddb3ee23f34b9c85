// SPDX-License-Identifier: Apache-2.0
/** Methods of a running JVM: slow, failing, or answering something else. */
@NullMarked
package dev.ballast.faults.jvm;

import org.jspecify.annotations.NullMarked;

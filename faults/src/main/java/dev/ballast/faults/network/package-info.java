// SPDX-License-Identifier: Apache-2.0
/** Ports: cut, refused, lossy by rules that the kernel ends; slow by a proxy. */
@NullMarked
package dev.ballast.faults.network;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What is paid now: bills of clouds and clusters, added up exactly. */
@NullMarked
package dev.ballast.control.cost.bill;

import org.jspecify.annotations.NullMarked;

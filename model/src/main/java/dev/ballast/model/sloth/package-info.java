// SPDX-License-Identifier: Apache-2.0
/** SLOs as Sloth's formats have them: what Prometheus rules are generated from. */
@NullMarked
package dev.ballast.model.sloth;

import org.jspecify.annotations.NullMarked;

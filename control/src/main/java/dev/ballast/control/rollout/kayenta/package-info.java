// SPDX-License-Identifier: Apache-2.0
/** The judge of Netflix's Kayenta (NetflixACAJudge-v1.0), for those who come from there. */
@NullMarked
package dev.ballast.control.rollout.kayenta;

import org.jspecify.annotations.NullMarked;

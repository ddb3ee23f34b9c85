// SPDX-License-Identifier: Apache-2.0
/** The shop's orchestrator: how many replicas of which versions run, and who may change that. */
@NullMarked
package dev.ballast.shop.deployment;

import org.jspecify.annotations.NullMarked;

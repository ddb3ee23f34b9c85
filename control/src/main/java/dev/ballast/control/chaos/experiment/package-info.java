// SPDX-License-Identifier: Apache-2.0
/** The course of an experiment: when what is looked at, done and put back, and what it proves. */
@NullMarked
package dev.ballast.control.chaos.experiment;

import org.jspecify.annotations.NullMarked;

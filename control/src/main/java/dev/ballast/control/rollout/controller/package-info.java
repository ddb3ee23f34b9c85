// SPDX-License-Identifier: Apache-2.0
/** What a running controller needs beside the machine: evidence, queries, pace, and its ports. */
@NullMarked
package dev.ballast.control.rollout.controller;

import org.jspecify.annotations.NullMarked;

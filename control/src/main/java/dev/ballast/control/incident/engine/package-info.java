// SPDX-License-Identifier: Apache-2.0
/** The life of incidents: which symptom belongs to which, when one is over, when it is two. */
@NullMarked
package dev.ballast.control.incident.engine;

import org.jspecify.annotations.NullMarked;

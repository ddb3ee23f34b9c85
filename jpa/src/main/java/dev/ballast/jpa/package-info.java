// SPDX-License-Identifier: Apache-2.0
/**
 * For applications: entities that several regions write, the order of those writes, and their merge
 * where no database does it.
 */
@NullMarked
package dev.ballast.jpa;

import org.jspecify.annotations.NullMarked;

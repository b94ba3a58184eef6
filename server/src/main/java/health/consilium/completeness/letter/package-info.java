/** Sets letters to patients, hospitals and laboratories as PDF, in scripts of either direction, with embedded fonts. */
package health.consilium.completeness.letter;

/** The letter that asks a patient, hospital or laboratory for records. */
package health.consilium.completeness.letter;

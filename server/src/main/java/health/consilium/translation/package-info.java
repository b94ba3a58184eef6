/**
 * Has records translated into English, and reports into the patient's language, each by one person and verified by another.
 *
 * <p>For who reads the outcome, such as the station that packs records: a translation is verified when it is a
 * DocumentReference with profile {@code translation}, {@code relatesTo} code {@code transforms} with the original as target
 * (search parameter {@code relatesto}), {@code status} current and {@code docStatus} final. The server alone sets
 * {@code docStatus} of a translation.
 */
@ApplicationModule(allowedDependencies = {"fhir", "access", "workflow", "workflow :: rules"})
package health.consilium.translation;

import org.springframework.modulith.ApplicationModule;

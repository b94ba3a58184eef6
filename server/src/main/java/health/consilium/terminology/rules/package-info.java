/** Pure reading of the content: mapping of diagnoses, checklists and their conditions, imaging rules. No Spring, no server. */
@NamedInterface("rules")
package health.consilium.terminology.rules;

import org.springframework.modulith.NamedInterface;

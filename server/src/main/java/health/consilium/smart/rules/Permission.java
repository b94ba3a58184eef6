package health.consilium.smart.rules;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a resource scope allows, in the order in which SMART writes the letters.
 *
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html">SMART scopes</a>
 */
public enum Permission {
    CREATE('c'),
    READ('r'),
    UPDATE('u'),
    DELETE('d'),
    SEARCH('s');

    private final char letter;

    Permission(char letter) {
        this.letter = letter;
    }

    static Set<Permission> ofLetters(String letters) {
        Set<Permission> found = EnumSet.noneOf(Permission.class);
        for (Permission permission : values()) {
            if (letters.indexOf(permission.letter) >= 0) {
                found.add(permission);
            }
        }
        return found;
    }

    static String letters(Set<Permission> permissions) {
        return permissions.stream()
                .sorted()
                .map(permission -> String.valueOf(permission.letter))
                .collect(Collectors.joining());
    }
}

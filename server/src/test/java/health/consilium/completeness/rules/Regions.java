package health.consilium.completeness.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a study of each body region of the checklists shows, and which studies show enough of it: the anatomy that the
 * proofs compare the engine's reading of descriptions with.
 *
 * @param words how a radiographer would name the study
 * @param shown parts of the body in the images
 * @param enough each set of parts is enough
 */
record Regions(String words, Set<String> shown, List<Set<String>> enough) {

    private static final Map<String, Set<String>> CONTAINS = Map.of(
            "abdomen", Set.of("liver", "kidney"),
            "body",
                    Set.of(
                            "neck", "chest", "abdomen", "pelvis", "liver", "kidney", "spine", "brain", "femur",
                            "thigh"));

    private static final Map<String, Regions> BY_NAME = new HashMap<>();

    static {
        whole("Breast, bilateral", "breast");
        whole("Breast and axilla", "breast", "axilla");
        whole("Chest, abdomen, pelvis", "chest", "abdomen", "pelvis");
        whole("Neck, chest, abdomen", "neck", "chest", "abdomen");
        whole("Chest and upper abdomen", "chest", "abdomen");
        whole("Chest and abdomen", "chest", "abdomen");
        whole("Abdomen and pelvis", "abdomen", "pelvis");
        whole("Neck and chest", "neck", "chest");
        whole("Chest", "chest");
        whole("Abdomen", "abdomen");
        whole("Pelvis", "pelvis");
        whole("Neck", "neck");
        whole("Brain", "brain");
        whole("Liver", "liver");
        whole("Liver and bile ducts", "liver");
        whole("Nodal basin", "nodes");
        whole("Pelvis (rectum)", "pelvis");
        whole("Pelvis (bladder)", "pelvis");
        whole("Prostate and seminal vesicles", "prostate");
        whole("Neck to pelvis", "neck", "chest", "abdomen", "pelvis");
        whole("Abdomen and pelvis with excretory phase, chest", "chest", "abdomen", "pelvis");
        whole("Skull base to thoracic inlet", "Neck, skull base to thoracic inlet", "neck");
        whole("Nasopharynx, skull base, neck", "neck");
        for (String extent : List.of(
                "Skull base to mid-thigh",
                "Skull vertex to mid-thigh",
                "Skull vertex to knee",
                "Vertex to toes",
                "Whole body or spine-pelvis")) {
            whole(extent, "Whole body", "body");
        }
        add("Whole body", "Whole body", Set.of("body"), Set.of("chest", "abdomen", "pelvis"));
        // Of the upper abdomen it is the pancreas, for which DICOM knows the body parts liver and abdomen as well.
        add("Pancreas and abdomen", "Pancreas and abdomen", Set.of("abdomen"), Set.of("liver"));
        add(
                "Chest and abdomen (neck for upper third)",
                "Chest and abdomen",
                Set.of("chest", "abdomen"),
                Set.of("chest", "abdomen"));
        // Where the primary site is, the checklist does not say: each body part of its imaging rule may be it.
        add("Primary site", "Thigh", Set.of("thigh"), Set.of("thigh"), Set.of("pelvis"), Set.of("abdomen"));
        add("Primary site and spine if paraspinal", "Adrenal", Set.of("abdomen"), Set.of("abdomen"));
        add("Affected bone", "Femur", Set.of("femur"), Set.of("femur"), Set.of("pelvis"));
        add("Spine and pelvis", "Spine and pelvis", Set.of("spine", "pelvis"), Set.of("spine"), Set.of("pelvis"));
    }

    private static void whole(String name, String... parts) {
        boolean named = Character.isUpperCase(parts[0].charAt(0));
        Set<String> shown = new TreeSet<>(List.of(parts));
        if (named) {
            shown.remove(parts[0]);
        }
        add(name, named ? parts[0] : name, shown, shown);
    }

    @SafeVarargs
    private static void add(String name, String words, Set<String> shown, Set<String>... enough) {
        Set<String> all = new TreeSet<>(shown);
        shown.forEach(part -> all.addAll(CONTAINS.getOrDefault(part, Set.of())));
        BY_NAME.put(name, new Regions(words, all, List.of(enough)));
    }

    static Regions of(String name) {
        Regions region = BY_NAME.get(name);
        if (region == null) {
            throw new AssertionError("The checklists name a new body region, say what it shows: " + name);
        }
        return region;
    }

    boolean isShownBy(Set<String> parts) {
        return enough.stream().anyMatch(parts::containsAll);
    }
}

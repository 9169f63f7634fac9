package io.doorstep.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of rooms in {@code CONTRIBUTING.md} is that of the code. */
class RoomsTests {
    private static final String ROOT = "io.doorstep.";
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z0-9.]+)` \\| [^|]+ \\| ([^|]+) \\|$",
            Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([a-z0-9.*]+)`");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).withImportOption(
                    location -> !location.contains("/jmh_generated/"))
            .importPackages("io.doorstep");

    /** By room, the names of those that use it, as the list has them. */
    private static Map<String, List<String>> listed() throws IOException {
        Map<String, List<String>> rooms = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("..", "CONTRIBUTING.md")));
        while (row.find()) {
            rooms.put(row.group(1), NAME.matcher(row.group(2)).results().map(name -> name.group(1)).toList());
        }
        return rooms;
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    @Test
    void theListHasEachRoom_andNoOther() throws IOException {
        assertThat(listed().keySet())
                .isEqualTo(CLASSES.stream().filter(type -> !type.getSimpleName().equals("package-info"))
                        .map(RoomsTests::room).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void aRoomIsUsedByThoseAlone_whomTheListNames() throws IOException {
        Map<String, List<String>> listed = listed();
        List<String> others = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                JavaClass used = dependency.getTargetClass().getBaseComponentType();
                if (used.getPackageName().startsWith(ROOT) && !room(used).equals(room(type))
                        && !isUsedFromOutside(type, used)
                        && listed.getOrDefault(room(used), List.of()).stream()
                                .noneMatch(name -> covers(name, room(type)))) {
                    others.add(room(used) + " is used by " + room(type) + ": " + dependency.getDescription());
                }
            }
        }
        assertThat(others).isEmpty();
    }

    /** Benchmarks may use whatever they measure, and the helpers of tests whatever they start. */
    private static boolean isUsedFromOutside(JavaClass type, JavaClass used) {
        return List.of("benchmarks", "testing").stream()
                .anyMatch(outside -> room(type).startsWith(outside) && !room(used).startsWith(outside));
    }

    private static boolean covers(String name, String room) {
        return name.endsWith(".*")
                ? (room + ".").startsWith(name.substring(0, name.length() - 1))
                : name.equals(room);
    }
}

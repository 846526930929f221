package org.claimaudit.lab;

import java.util.List;

/** Made-up names. Two of the given names need four bytes in GB18030, as some real ones do. */
final class Names {
    private static final List<String> SURNAMES = List.of(
            "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁",
            "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢",
            "蒋", "蔡", "贾", "丁", "魏", "薛", "叶", "阎", "欧阳", "上官");
    private static final List<String> GIVEN = List.of(
            "伟", "芳", "秀英", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀兰", "霞", "平", "刚",
            "桂英", "文", "玉兰", "建国", "建华", "春梅", "志强", "海燕", "小红", "国庆", "玉珍", "凤英", "德福", "长河", "望山", "禾苗", "思远", "雨桐",
            "子涵", "浩然", "一诺", "梓轩", "欣怡", "晓东", "翠花", "根生", "水生", "金凤", "银花", "守田", "有粮", "䶮", "𬭎");
    private static final List<String> FIRST =
            List.of("柳", "石", "新", "东", "青", "白", "双", "龙", "清", "高", "平", "大", "云", "梅", "竹", "松", "溪", "枫", "莲", "安");
    private static final List<String> SECOND =
            List.of("湾", "桥", "塘", "坪", "岭", "沙", "溪", "泉", "渡", "坝", "田", "林", "冲", "铺", "岗", "坡", "洲", "浦", "源", "和");

    private Names() {}

    static String person(Dice dice) {
        return dice.pick(SURNAMES) + dice.pick(GIVEN);
    }

    /** The n-th place name; the first 400 differ. */
    static String place(int n) {
        int second = (n * 7 + n / FIRST.size()) % SECOND.size();
        String name = FIRST.get(n % FIRST.size()) + SECOND.get(second);
        int round = n / (FIRST.size() * SECOND.size());
        return round == 0 ? name : name + (round + 1);
    }
}

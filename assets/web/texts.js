// What the page says, in the languages of the window, and which of them it speaks.

const ENGLISH = {
  title: "tryon: see it worn",
  open: "Open", takeOff: "Take off", download: "Download", language: "中文", languageLabel: "Speak Chinese",
  views: "What is shown", tryOn: "Try-on", peopleAndClothes: "People and clothes", before: "Before",
  compareLabel: "How much of the photo as it was shows, from the left",
  dropPhoto: "Drop a photo of people here", private: "It is sent to this server and to nobody else, and forgotten after a while.",
  choosePhoto: "Choose a photo", trySample: "Try with a sample", legend: "Parts by colour",
  garments: "Garments", people: "Who is dressed", regions: "What is worn where",
  addGarment: "Add a picture of a garment", cancel: "Cancel", close: "Close", docs: "Interface for programs",
  keyNeeded: "This server needs a key", key: "Key", useKey: "Use it",
  upper: "Top", lower: "Bottom", dress: "Dress", all: "All",
  photoAlt: "The photo, {people} in it", resultAlt: "The photo with {worn}", nothingWorn: "nothing put on",
  nobody: "nobody", onePerson: "1 person", manyPeople: "{count} people", person: "Person {number}",
  target: "For {person} · {region}", noTarget: "Nobody was found; choose another photo.", firstPhoto: "Open a photo first.",
  facts: "{name}  ·  {width} x {height}  ·  {people}", guessed: "{moved} % garment, {guessed} % guessed",
  waiting: "Waiting for a worker", load_photo: "Reading the photo", load_engine: "Loading",
  find_people: "Finding people", parse_people: "Finding clothes", refine_edges: "Refining edges",
  find_joints: "Finding joints", cut_out: "Cutting out the garment", warp: "Bending the garment",
  composite: "Putting it together", export: "Writing", save: "Keeping", upload: "Sending",
  offline: "The server does not answer; is it running?", noGarment: "{name} shows nothing that can be put on: {notes}",
  parts: ["Background", "Hat", "Hair", "Gloves", "Sunglasses", "Upper clothes", "Dress", "Coat", "Socks", "Trousers",
    "Torso skin", "Scarf", "Skirt", "Face", "Left arm", "Right arm", "Left leg", "Right leg", "Left shoe", "Right shoe"],
};

const CHINESE = {
  title: "tryon：看看穿上的样子",
  open: "打开", takeOff: "脱下", download: "下载", language: "English", languageLabel: "Speak English",
  views: "显示内容", tryOn: "试穿", peopleAndClothes: "人物与衣物", before: "原图",
  compareLabel: "从左侧起显示多少原照片",
  dropPhoto: "把有人的照片拖到这里", private: "照片只发送到这台服务器，过一段时间即被忘记。",
  choosePhoto: "选择照片", trySample: "用示例试试", legend: "各部位的颜色",
  garments: "服装", people: "为谁试穿", regions: "穿在何处",
  addGarment: "添加服装图片", cancel: "取消", close: "关闭", docs: "程序接口",
  keyNeeded: "此服务器需要密钥", key: "密钥", useKey: "使用",
  upper: "上装", lower: "下装", dress: "连衣裙", all: "全部",
  photoAlt: "照片，其中有{people}", resultAlt: "照片，穿着{worn}", nothingWorn: "原来的衣物",
  nobody: "没有人", onePerson: "1 个人", manyPeople: "{count} 个人", person: "人物 {number}",
  target: "为{person} · {region}", noTarget: "没有找到人；请选择另一张照片。", firstPhoto: "请先打开一张照片。",
  facts: "{name}  ·  {width} x {height}  ·  {people}", guessed: "服装 {moved} %，推测 {guessed} %",
  waiting: "等待空闲的进程", load_photo: "读取照片", load_engine: "加载中",
  find_people: "寻找人物", parse_people: "识别衣物", refine_edges: "细化边缘",
  find_joints: "寻找关节", cut_out: "抠出服装", warp: "贴合服装",
  composite: "合成", export: "写出", save: "保存", upload: "发送中",
  offline: "服务器没有应答；它在运行吗？", noGarment: "{name} 中没有可以穿的服装：{notes}",
  parts: ["背景", "帽子", "头发", "手套", "太阳镜", "上衣", "连衣裙", "外套", "袜子", "裤子",
    "躯干皮肤", "围巾", "半身裙", "脸部", "左臂", "右臂", "左腿", "右腿", "左鞋", "右鞋"],
};

const CHOICE = "tryon-language";
let texts = ENGLISH;

export function language() {
  return texts === CHINESE ? "zh-CN" : "en";
}

export function otherLanguage() {
  return texts === CHINESE ? "en" : "zh-CN";
}

export function speak(code) {
  texts = code.startsWith("zh") ? CHINESE : ENGLISH;
  localStorage.setItem(CHOICE, language());
  fillIn();
}

export function speakAsUsual() {
  texts = (localStorage.getItem(CHOICE) ?? navigator.language).startsWith("zh") ? CHINESE : ENGLISH;
  fillIn();
}

export function text(name, values = {}) {
  return texts[name].replace(/\{(\w+)\}/g, (place, key) => values[key] ?? place);
}

export function stageName(stage) {
  return texts[stage] ?? texts.waiting;
}

export function partName(label) {
  return texts.parts[label];
}

export function countOfPeople(count) {
  return count === 0 ? texts.nobody : count === 1 ? texts.onePerson : text("manyPeople", { count });
}

function fillIn() {
  document.documentElement.lang = language();
  document.title = texts.title;
  for (const element of document.querySelectorAll("[data-text]")) {
    element.textContent = texts[element.dataset.text];
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", texts[element.dataset.label]);
  }
}

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;Open…</source>
            <translation>打开(&amp;O)…</translation>
        </message>
        <message>
            <source>Open a photo</source>
            <translation>打开照片</translation>
        </message>
        <message>
            <source>&amp;Paste photo</source>
            <translation>粘贴照片(&amp;P)</translation>
        </message>
        <message>
            <source>Open the copied picture</source>
            <translation>打开剪贴板中的图片</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>导出(&amp;E)…</translation>
        </message>
        <message>
            <source>Save the result at full size</source>
            <translation>以原始尺寸保存结果</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>退出(&amp;Q)</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>撤销(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>重做(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Take off garment</source>
            <translation>脱下服装(&amp;T)</translation>
        </message>
        <message>
            <source>Take off the garment</source>
            <translation>脱下这件服装</translation>
        </message>
        <message>
            <source>Reset to &amp;photo</source>
            <translation>恢复原照片(&amp;P)</translation>
        </message>
        <message>
            <source>Take everything off</source>
            <translation>脱下全部服装</translation>
        </message>
        <message>
            <source>&amp;Clear selection</source>
            <translation>取消选择(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Add garment…</source>
            <translation>添加服装(&amp;A)…</translation>
        </message>
        <message>
            <source>Add your own garment</source>
            <translation>添加自己的服装</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>&amp;Fit to window</source>
            <translation>适合窗口(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Actual size</source>
            <translation>实际大小(&amp;A)</translation>
        </message>
        <message>
            <source>Zoom &amp;in</source>
            <translation>放大(&amp;I)</translation>
        </message>
        <message>
            <source>Zoom &amp;out</source>
            <translation>缩小(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Split before/after</source>
            <translation>前后对比分割线(&amp;S)</translation>
        </message>
        <message>
            <source>Before and after side by side</source>
            <translation>左右对比试穿前后</translation>
        </message>
        <message>
            <source>&amp;Person outlines</source>
            <translation>人物轮廓(&amp;P)</translation>
        </message>
        <message>
            <source>Line around each person</source>
            <translation>显示每个人的轮廓线</translation>
        </message>
        <message>
            <source>&amp;Legend</source>
            <translation>图例(&amp;L)</translation>
        </message>
        <message>
            <source>Which colour is which part</source>
            <translation>颜色与部位对照</translation>
        </message>
        <message>
            <source>&amp;About tryon</source>
            <translation>关于 tryon(&amp;A)</translation>
        </message>
    </context>
    <context>
        <name>Commands</name>
        <message>
            <source>There is no picture on the clipboard.</source>
            <translation>剪贴板中没有图片。</translation>
        </message>
        <message>
            <source>Pasted picture</source>
            <translation>粘贴的图片</translation>
        </message>
    </context>
    <context>
        <name>CompareView</name>
        <message>
            <source>Before</source>
            <translation>试穿前</translation>
        </message>
        <message>
            <source>After</source>
            <translation>试穿后</translation>
        </message>
    </context>
    <context>
        <name>Dialogs</name>
        <message>
            <source>Open a photo</source>
            <translation>打开照片</translation>
        </message>
        <message>
            <source>Add garments</source>
            <translation>添加服装</translation>
        </message>
        <message>
            <source>Export the result</source>
            <translation>导出结果</translation>
        </message>
        <message>
            <source>&lt;h3&gt;tryon {version}&lt;/h3&gt;&lt;p&gt;Virtual try-on on your own machine: your photos never leave it.&lt;/p&gt;</source>
            <translation>&lt;h3&gt;tryon {version}&lt;/h3&gt;&lt;p&gt;在您自己的电脑上虚拟试衣，照片不会离开本机。&lt;/p&gt;</translation>
        </message>
        <message>
            <source>About tryon</source>
            <translation>关于 tryon</translation>
        </message>
    </context>
    <context>
        <name>FittingRoom</name>
        <message>
            <source>Open a photo of a person first.</source>
            <translation>请先打开一张有人物的照片。</translation>
        </message>
        <message>
            <source>Nobody was found in this photo. Open one that shows a person.</source>
            <translation>这张照片中没有找到人物，请打开一张有人物的照片。</translation>
        </message>
    </context>
    <context>
        <name>GarmentPanel</name>
        <message>
            <source>Garments</source>
            <translation>服装</translation>
        </message>
        <message>
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>For {target}</source>
            <translation>试穿到：{target}</translation>
        </message>
        <message>
            <source>Click clothes in the photo, then a garment.</source>
            <translation>先点照片中的衣服，再选服装。</translation>
        </message>
    </context>
    <context>
        <name>JobStatus</name>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Give up and keep what was there before</source>
            <translation>放弃并保持原来的状态</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
    </context>
    <context>
        <name>Menus</name>
        <message>
            <source>Clear list</source>
            <translation>清空列表</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>文件(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>编辑(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>视图(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Settings</source>
            <translation>设置(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <source>Open &amp;recent</source>
            <translation>最近打开(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Samples</source>
            <translation>示例照片(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Language</source>
            <translation>语言(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Appearance</source>
            <translation>外观(&amp;A)</translation>
        </message>
        <message>
            <source>Toolbar</source>
            <translation>工具栏</translation>
        </message>
        <message>
            <source>As the desktop</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Sample photo {number}</source>
            <translation>示例照片 {number}</translation>
        </message>
    </context>
    <context>
        <name>MessageBar</name>
        <message>
            <source>Copy message</source>
            <translation>复制消息</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>消息</translation>
        </message>
    </context>
    <context>
        <name>Names</name>
        <message>
            <source>Background</source>
            <translation>背景</translation>
        </message>
        <message>
            <source>Hat</source>
            <translation>帽子</translation>
        </message>
        <message>
            <source>Hair</source>
            <translation>头发</translation>
        </message>
        <message>
            <source>Gloves</source>
            <translation>手套</translation>
        </message>
        <message>
            <source>Sunglasses</source>
            <translation>太阳镜</translation>
        </message>
        <message>
            <source>Upper clothes</source>
            <translation>上衣</translation>
        </message>
        <message>
            <source>Dress</source>
            <translation>连衣裙</translation>
        </message>
        <message>
            <source>Coat</source>
            <translation>外套</translation>
        </message>
        <message>
            <source>Socks</source>
            <translation>袜子</translation>
        </message>
        <message>
            <source>Trousers</source>
            <translation>裤子</translation>
        </message>
        <message>
            <source>Torso skin</source>
            <translation>躯干皮肤</translation>
        </message>
        <message>
            <source>Scarf</source>
            <translation>围巾</translation>
        </message>
        <message>
            <source>Skirt</source>
            <translation>半身裙</translation>
        </message>
        <message>
            <source>Face</source>
            <translation>脸部</translation>
        </message>
        <message>
            <source>Left arm</source>
            <translation>左臂</translation>
        </message>
        <message>
            <source>Right arm</source>
            <translation>右臂</translation>
        </message>
        <message>
            <source>Left leg</source>
            <translation>左腿</translation>
        </message>
        <message>
            <source>Right leg</source>
            <translation>右腿</translation>
        </message>
        <message>
            <source>Left shoe</source>
            <translation>左鞋</translation>
        </message>
        <message>
            <source>Right shoe</source>
            <translation>右鞋</translation>
        </message>
        <message>
            <source>Top</source>
            <translation>上装</translation>
        </message>
        <message>
            <source>Bottom</source>
            <translation>下装</translation>
        </message>
        <message>
            <source>Shoes</source>
            <translation>鞋子</translation>
        </message>
        <message>
            <source>Tops</source>
            <translation>上衣</translation>
        </message>
        <message>
            <source>Skirts</source>
            <translation>半身裙</translation>
        </message>
        <message>
            <source>Dresses</source>
            <translation>连衣裙</translation>
        </message>
        <message>
            <source>Opening the photo</source>
            <translation>正在打开照片</translation>
        </message>
        <message>
            <source>Loading the parser</source>
            <translation>正在加载解析模型</translation>
        </message>
        <message>
            <source>Finding people</source>
            <translation>正在查找人物</translation>
        </message>
        <message>
            <source>Recognising clothes</source>
            <translation>正在识别服装</translation>
        </message>
        <message>
            <source>Refining edges</source>
            <translation>正在细化边缘</translation>
        </message>
        <message>
            <source>Cutting out the garment</source>
            <translation>正在抠取服装</translation>
        </message>
        <message>
            <source>Fitting the garment</source>
            <translation>正在试穿服装</translation>
        </message>
        <message>
            <source>Blending</source>
            <translation>正在合成</translation>
        </message>
        <message>
            <source>Exporting</source>
            <translation>正在导出</translation>
        </message>
        <message>
            <source>Loading garments</source>
            <translation>正在加载服装</translation>
        </message>
        <message>
            <source>Person {number}</source>
            <translation>人物 {number}</translation>
        </message>
        <message>
            <source>The photo cannot be opened</source>
            <translation>无法打开照片</translation>
        </message>
        <message>
            <source>The parser cannot be loaded</source>
            <translation>无法加载解析模型</translation>
        </message>
        <message>
            <source>The photo cannot be parsed</source>
            <translation>无法解析照片</translation>
        </message>
        <message>
            <source>The garment cannot be used</source>
            <translation>无法使用这件服装</translation>
        </message>
        <message>
            <source>The garment cannot be put on</source>
            <translation>无法试穿这件服装</translation>
        </message>
        <message>
            <source>The picture cannot be saved</source>
            <translation>无法保存图片</translation>
        </message>
        <message>
            <source>Not enough memory</source>
            <translation>内存不足</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>出现了问题</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>Saved {path}</source>
            <translation>已保存 {path}</translation>
        </message>
        <message>
            <source>No photo</source>
            <translation>没有照片</translation>
        </message>
        <message>
            <source>People: {count}</source>
            <translation>人物：{count}</translation>
        </message>
    </context>
    <context>
        <name>Welcome</name>
        <message>
            <source>See it worn</source>
            <translation>看看穿上的样子</translation>
        </message>
        <message>
            <source>Open a photo of a person, click the clothes, and pick a garment.</source>
            <translation>打开人物照片，点选身上的衣服，再挑一件服装。</translation>
        </message>
        <message>
            <source>You can also drop a photo here or paste one.</source>
            <translation>也可以把照片拖到这里，或直接粘贴。</translation>
        </message>
        <message>
            <source>Open photo…</source>
            <translation>打开照片…</translation>
        </message>
        <message>
            <source>Try the sample</source>
            <translation>试试示例</translation>
        </message>
    </context>
    <context>
        <name>Workspace</name>
        <message>
            <source>Try-on</source>
            <translation>试穿</translation>
        </message>
        <message>
            <source>Finding people and clothes…</source>
            <translation>正在识别人物与服装…</translation>
        </message>
        <message>
            <source>People and clothes</source>
            <translation>人物与服装</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>试穿前</translation>
        </message>
        <message>
            <source>Hold to see the photo as it was (B)</source>
            <translation>按住查看原照片 (B)</translation>
        </message>
        <message>
            <source>Hold to see the photo as it was</source>
            <translation>按住查看原照片</translation>
        </message>
        <message>
            <source>Strength of the colours</source>
            <translation>颜色浓度</translation>
        </message>
        <message>
            <source>Photo with garments</source>
            <translation>试穿后的照片</translation>
        </message>
        <message>
            <source>Photo with its parts in colour</source>
            <translation>标出各部位颜色的照片</translation>
        </message>
    </context>
    <context>
        <name>Garments</name>
        <message>
            <source>White T-shirt</source>
            <translation>白色T恤</translation>
        </message>
        <message>
            <source>Striped T-shirt</source>
            <translation>条纹T恤</translation>
        </message>
        <message>
            <source>T-shirt with print</source>
            <translation>印花T恤</translation>
        </message>
        <message>
            <source>Checked flannel shirt</source>
            <translation>格子法兰绒衬衫</translation>
        </message>
        <message>
            <source>Knitted sweater</source>
            <translation>针织毛衣</translation>
        </message>
        <message>
            <source>Blue jeans</source>
            <translation>蓝色牛仔裤</translation>
        </message>
        <message>
            <source>Beige chinos</source>
            <translation>米色休闲裤</translation>
        </message>
        <message>
            <source>Black trousers</source>
            <translation>黑色长裤</translation>
        </message>
        <message>
            <source>Pleated skirt</source>
            <translation>百褶裙</translation>
        </message>
        <message>
            <source>Floral dress</source>
            <translation>碎花连衣裙</translation>
        </message>
        <message>
            <source>Dotted dress</source>
            <translation>波点连衣裙</translation>
        </message>
    </context>
    <context>
        <name>Notes</name>
        <message>
            <source>the new garment has no sleeves: the worn ones are filled by estimate</source>
            <translation>新服装没有袖子：原来的袖子部分为估计填充</translation>
        </message>
        <message>
            <source>the worn sleeves are longer than the new garment's: filled by estimate</source>
            <translation>原来的袖子比新服装的长：多出部分为估计填充</translation>
        </message>
        <message>
            <source>the worn legs are longer than the new garment's: filled by estimate</source>
            <translation>原来的裤腿比新服装的长：多出部分为估计填充</translation>
        </message>
        <message>
            <source>the new garment's sleeves are longer than the worn ones: cut off there</source>
            <translation>新服装的袖子比原来的长：在原袖口处截断</translation>
        </message>
        <message>
            <source>the new garment's legs are longer than the worn ones: cut off there</source>
            <translation>新服装的裤腿比原来的长：在原裤脚处截断</translation>
        </message>
    </context>
</TS>
